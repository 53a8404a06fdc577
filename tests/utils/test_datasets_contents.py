"""What each loader's docstring promises holds for the data it returns."""

import numpy as np
import pandas as pd
import pytest

from utils import datasets
from utils.datasets.recommenders import split_ratings


def between(values, low, high):
    return values.min() == pytest.approx(low) and values.max() == pytest.approx(high)


# ---------------------------------------------------------------- houses


def test_ames_prices_is_small_tidy_and_in_round_units():
    prices = datasets.ames_prices()
    assert prices.shape == (2930, 3)
    assert list(prices) == ["area_m2", "bedrooms", "price_kusd"]
    assert not prices.isna().any().any()
    assert between(prices["area_m2"], 31.0, 524.2)
    assert between(prices["bedrooms"], 0, 8) and prices["bedrooms"].mode()[0] == 3
    assert between(prices["price_kusd"], 12.789, 755.0)
    assert (prices["area_m2"] > 370).sum() == 5


def test_ames_prices_agrees_with_ames_housing():
    prices, houses = datasets.ames_prices(), datasets.ames_housing()
    # 1656 square feet are 153.85 square meters.
    assert houses["Gr_Liv_Area"][0] == 1656 and prices["area_m2"][0] == pytest.approx(153.8)
    np.testing.assert_allclose(prices["area_m2"], houses["Gr_Liv_Area"] * 0.3048**2, atol=0.0501)
    np.testing.assert_allclose(prices["price_kusd"] * 1000, houses["Sale_Price"])


def test_ames_housing_has_all_columns_and_gaps_only_where_documented():
    houses = datasets.ames_housing()
    assert houses.shape == (2930, 74)
    gaps = houses.isna().sum()
    assert gaps.pop("Lot_Frontage") == 490
    assert houses["Lot_Frontage"].min() == 21
    partly = "Mas_Vnr_Type Bsmt_Exposure BsmtFin_Type_2 Garage_Finish Garage_Cond Electrical"
    assert set(gaps[gaps > 0].index) == set(partly.split())
    assert gaps.sum() == 16


def test_ames_housing_tells_what_a_house_lacks_from_a_gap():
    houses = datasets.ames_housing()
    no_garage = houses["Garage_Type"] == "No_Garage"
    assert no_garage.sum() == 157
    assert (houses.loc[no_garage, "Garage_Finish"] == "No_Garage").all()
    assert (houses.loc[~no_garage, "Garage_Finish"] != "No_Garage").all()
    assert (houses["Mas_Vnr_Type"] == "No_Masonry").sum() == 1768
    assert (houses["Misc_Feature"] == "No_Feature").sum() == 2824
    for name in houses.select_dtypes(exclude="number"):
        values = houses[name].dropna()
        assert not values.isin(["", "NA", "None", "nan"]).any()
        assert (values == values.str.strip()).all()


def test_ames_housing_restores_the_finished_basement_area():
    houses = datasets.ames_housing()
    finished = houses["BsmtFin_SF_1"]
    parts = finished + houses["BsmtFin_SF_2"] + houses["Bsmt_Unf_SF"]
    assert (parts == houses["Total_Bsmt_SF"]).all()
    none_finished = houses["BsmtFin_Type_1"].isin(["Unf", "No_Basement"])
    assert ((finished == 0) == none_finished).all()


def test_ames_housing_returns_chosen_columns_in_the_asked_order():
    chosen = ["Sale_Price", "Gr_Liv_Area"]
    assert list(datasets.ames_housing(columns=chosen)) == chosen
    with pytest.raises(KeyError, match="Gr_Liv_Aera"):
        datasets.ames_housing(columns=["Gr_Liv_Aera"])


# ---------------------------------------------------------------- tables


def test_penguins_keep_their_gaps():
    penguins = datasets.penguins()
    assert penguins.shape == (344, 8)
    assert penguins["species"].value_counts().to_dict() == {
        "Adelie": 152,
        "Gentoo": 124,
        "Chinstrap": 68,
    }
    gaps = penguins.isna().sum()
    assert gaps[["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]].eq(2).all()
    assert gaps["sex"] == 11 and gaps.sum() == 19
    assert between(penguins["body_mass_g"], 2700, 6300)
    assert between(penguins["year"], 2007, 2009)


def test_mushroom():
    mushrooms = datasets.mushroom()
    assert mushrooms.shape == (8124, 23)
    assert mushrooms["class"].value_counts().to_dict() == {"edible": 4208, "poisonous": 3916}
    assert all(name.isidentifier() for name in mushrooms)
    assert mushrooms.isna().sum().pop("stalk_root") == 2480 == mushrooms.isna().sum().sum()
    assert set(mushrooms["bruises"]) == {"bruises", "no"}
    assert set(mushrooms["stalk_surface_above_ring"]) == {"smooth", "silky", "fibrous", "scaly"}
    assert mushrooms["veil_type"].nunique() == 1


def test_german_credit():
    credit = datasets.german_credit()
    assert credit.shape == (1000, 20)
    assert credit.columns[-1] == "risk" and all(name.isidentifier() for name in credit)
    assert credit["risk"].value_counts().to_dict() == {"good": 700, "bad": 300}
    assert not credit.isna().any().any()
    assert between(credit["duration_months"], 4, 72)
    assert between(credit["amount_dm"], 250, 18424)
    assert between(credit["age"], 19, 75)
    assert between(credit["existing_credits"], 1, 4) and between(credit["dependents"], 1, 2)
    assert between(credit["installment_rate"], 1, 4) and between(credit["residence_since"], 1, 4)


def test_german_credit_has_no_column_that_came_loose_from_its_rows():
    credit = datasets.german_credit()
    for name in credit:
        share = credit[name].value_counts(normalize=True)
        runs = (credit[name] != credit[name].shift()).sum()
        assert runs > 0.8 * len(credit) * (1 - (share**2).sum()), name


# ---------------------------------------------------------------- records over time


def test_electricity_demand_is_indexed_by_every_half_hour_of_2014():
    demand = datasets.electricity_demand()
    assert demand.shape == (17520, 3) and demand.index.name == "time"
    assert demand.index[0] == pd.Timestamp("2014-01-01 00:00")
    assert demand.index[-1] == pd.Timestamp("2014-12-31 23:30")
    assert (np.diff(demand.index) == np.timedelta64(30, "m")).all()
    assert not demand.isna().any().any()
    assert between(demand["demand_gw"].round(2), 2.86, 9.35)
    assert between(demand["temperature_c"], 1.5, 43.2)


def test_electricity_demand_knows_victorias_calendar():
    demand = datasets.electricity_demand()
    assert demand["workday"].dtype == bool
    per_day = demand["workday"].groupby(demand.index.date).nunique()
    assert (per_day == 1).all()
    assert not demand.loc[demand.index.day_of_week >= 5, "workday"].any()
    assert not demand.loc["2014-11-04", "workday"].any(), "Melbourne Cup Day"
    assert demand.loc["2014-11-05", "workday"].all()


def test_shuttle():
    shuttle = datasets.shuttle()
    assert shuttle.shape == (49097, 10)
    assert list(shuttle) == [f"f{i}" for i in range(1, 10)] + ["anomaly"]
    assert all(np.issubdtype(kind, np.integer) for kind in shuttle.dtypes)
    assert shuttle["anomaly"].value_counts().to_dict() == {0: 45586, 1: 3511}
    assert shuttle["f6"].min() == -26739


def test_milling_machine():
    rows = datasets.milling_machine()
    assert rows.shape == (10000, 14) and not rows.isna().any().any()
    assert all(name.isidentifier() for name in rows)
    assert (rows["row_id"] == np.arange(1, 10001)).all()
    assert rows["type"].value_counts().to_dict() == {"L": 6000, "M": 2997, "H": 1003}
    assert (rows["product_id"].str[0] == rows["type"]).all()
    assert between(rows["air_temperature_k"], 295.3, 304.5)
    assert between(rows["process_temperature_k"], 305.7, 313.8)
    assert between(rows["rotational_speed_rpm"], 1168, 2886)
    assert between(rows["torque_nm"], 3.8, 76.6)
    assert between(rows["tool_wear_min"], 0, 253)
    modes = rows.columns[-5:]
    assert rows["failure"].sum() == 339 and rows[modes].sum().tolist() == [46, 115, 95, 98, 19]


def test_milling_machine_fails_by_its_authors_rules_and_has_27_odd_labels():
    rows = datasets.milling_machine()
    watts = rows["torque_nm"] * rows["rotational_speed_rpm"] * 2 * np.pi / 60
    assert (((watts < 3500) | (watts > 9000)) == rows["power_failure"]).all()
    most = rows["type"].map({"L": 11000, "M": 12000, "H": 13000})
    strain = rows["tool_wear_min"] * rows["torque_nm"]
    assert ((strain > most) == rows["overstrain_failure"]).all()
    any_mode = rows[rows.columns[-5:]].any(axis=1)
    assert ((rows["failure"] == 0) & any_mode).sum() == 18
    assert ((rows["failure"] == 1) & ~any_mode).sum() == 9


def test_cdnow_purchases():
    purchases = datasets.cdnow_purchases()
    assert purchases.shape == (69659, 4) and not purchases.isna().any().any()
    assert list(purchases) == ["customer_id", "date", "number_of_cds", "dollar_value"]
    assert pd.api.types.is_datetime64_any_dtype(purchases["date"])
    assert purchases["date"].min() == pd.Timestamp("1997-01-01")
    assert purchases["date"].max() == pd.Timestamp("1998-06-30")
    assert purchases["customer_id"].nunique() == purchases["customer_id"].max() == 23570
    assert between(purchases["number_of_cds"], 1, 99)
    assert between(purchases["dollar_value"], 0, 1286.01)
    assert (purchases["dollar_value"] == 0).sum() == 80
    assert purchases.duplicated().sum() == 255
    ordered = purchases.sort_values(["customer_id", "date"], kind="stable")
    assert ordered.index.is_monotonic_increasing
    assert purchases.groupby("customer_id")["date"].min().max() < pd.Timestamp("1997-04-01")


# ---------------------------------------------------------------- films


def test_movielens_ratings():
    ratings = datasets.movielens_ratings()
    assert ratings.shape == (100004, 4)
    assert list(ratings) == ["userId", "movieId", "rating", "timestamp"]
    assert ratings["userId"].nunique() == 671 and ratings["movieId"].nunique() == 9066
    assert ratings["userId"].value_counts().min() == 20
    assert set(ratings["rating"] * 2) == set(range(1, 11))
    assert not ratings.duplicated(["userId", "movieId"]).any()
    assert (ratings["timestamp"].min().year, ratings["timestamp"].max().year) == (1995, 2016)


def test_popular_movielens_ratings_are_those_of_films_with_50_or_more():
    ratings, popular = datasets.movielens_ratings(), datasets.movielens_ratings(popular=True)
    assert popular.shape == (43083, 3)
    assert popular["movieId"].nunique() == 453 and popular["userId"].nunique() == 670
    often = ratings["movieId"].map(ratings["movieId"].value_counts()) >= 50
    expected = ratings.loc[often, ["userId", "movieId", "rating"]].reset_index(drop=True)
    pd.testing.assert_frame_equal(popular, expected)


def test_movielens_movies():
    movies = datasets.movielens_movies()
    assert movies.shape == (9066, 4) and movies["movieId"].is_unique
    assert movies["movieId"].is_monotonic_increasing
    assert set(movies["movieId"]) == set(datasets.movielens_ratings()["movieId"])
    assert movies.isna().sum().to_dict() == {"movieId": 0, "title": 5, "year": 5, "genres": 0}
    assert between(movies["year"], 1902, 2016)
    assert (movies["title"] == "Hamlet").sum() == 6
    assert "Matrix, The" in set(movies["title"])
    genres = movies["genres"].str.get_dummies("|")
    assert genres.drop(columns="(no genres listed)").shape == (9066, 19)


def test_ratings_are_split_into_two_parts_that_make_up_the_whole():
    ratings = datasets.movielens_ratings(popular=True)
    train, test = split_ratings(ratings, seed=3)
    assert len(test) == 8616 and len(train) == 43083 - 8616
    assert list(test.index) == list(range(len(test)))
    both = pd.concat([train, test]).sort_values(["userId", "movieId"], ignore_index=True)
    pd.testing.assert_frame_equal(
        both, ratings.sort_values(["userId", "movieId"], ignore_index=True)
    )
    for part in (train, test):  # in the order of the ratings
        assert part["userId"].is_monotonic_increasing
    again, other = split_ratings(ratings, seed=3)[1], split_ratings(ratings, seed=4)[1]
    assert again.equals(test) and not other.equals(test)
    assert len(split_ratings(ratings, share=0.1)[1]) == 4308


# ---------------------------------------------------------------- texts


def test_fine_foods_reviews():
    reviews = datasets.fine_foods_reviews()
    assert reviews.shape == (5000, 3) and list(reviews) == ["split", "review", "score"]
    assert not reviews.isna().any().any()
    assert reviews["split"].value_counts().to_dict() == {"train": 4000, "test": 1000}
    assert reviews["score"].value_counts().to_dict() == {"great": 3258, "other": 1742}
    lengths = reviews["review"].str.len()
    assert between(lengths, 50, 8055) and lengths.median() < 280
    assert reviews["review"].duplicated().sum() == 27
    train, test = (reviews.loc[reviews["split"] == part, "review"] for part in ("train", "test"))
    assert test.isin(set(train)).sum() == 7


def test_glove():
    words, vectors = datasets.glove()
    assert len(words) == len(set(words)) == 10000
    assert all(isinstance(word, str) and word == word.lower() for word in words)
    assert words[:3] == ["the", ",", "."]
    assert vectors.shape == (10000, 50) and vectors.dtype == np.float32
    assert np.isfinite(vectors).all()


def test_glove_puts_like_words_near_each_other():
    words, vectors = datasets.glove()
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    likeness = unit @ unit[words.index("good")]
    assert likeness[words.index("better")] > likeness[words.index("taxpayer")] + 0.3


# ---------------------------------------------------------------- pictures


def test_mnist_deals_its_digits_out_in_turn():
    X, y = datasets.mnist()
    assert X.shape == (5000, 28, 28) and X.dtype == np.uint8 and between(X, 0, 255)
    assert y.dtype == np.int64
    np.testing.assert_array_equal(y, np.tile(np.arange(10), 500))


def test_mnist_keeps_pictures_with_their_digits():
    X, y = datasets.mnist()
    flat = X.reshape(5000, -1).astype(float)
    means = np.array([flat[:4000][y[:4000] == digit].mean(axis=0) for digit in range(10)])
    distance = ((flat[4000:, None] - means) ** 2).sum(axis=2)
    assert (distance.argmin(axis=1) == y[4000:]).mean() > 0.7


def test_fashion_mnist_is_balanced_and_mixed():
    X_train, y_train, X_test, y_test = datasets.fashion_mnist()
    assert X_train.shape == (3000, 28, 28) and X_test.shape == (500, 28, 28)
    assert X_train.dtype == X_test.dtype == np.uint8
    assert between(X_train, 0, 255) and between(X_test, 0, 255)
    assert y_train.dtype == y_test.dtype == np.int64
    assert np.bincount(y_train).tolist() == [300] * 10 and np.bincount(y_test).tolist() == [50] * 10
    assert np.unique(y_train[:100]).size == 10
    assert len(datasets.FASHION_NAMES) == 10


def test_efficientnet_lite0_has_the_shapes_of_its_layers():
    weights = datasets.efficientnet_lite0()
    assert len(weights) == 165 and sum(w.size for w in weights) == 716928
    assert {w.dtype for w in weights} == {np.dtype("float32")}
    assert all(np.isfinite(w).all() for w in weights)
    assert weights[0].shape == (3, 3, 3, 32) and weights[-1].shape == (112,)
    # A convolution and the mean, variance, scale and shift of its normalization.
    assert [w.shape for w in weights[5:10]] == [(3, 3, 32, 1)] + [(32,)] * 4


# ---------------------------------------------------------------- scikit-learn's


def test_breast_cancer_calls_malignant_one():
    X, y = datasets.breast_cancer()
    assert X.shape == (569, 30) and all(name.isidentifier() for name in X)
    assert (X.dtypes == np.float64).all() and not X.isna().any().any()
    assert y.name == "malignant" and y.dtype == np.int64
    assert y.value_counts().to_dict() == {0: 357, 1: 212}
    assert X.loc[y == 1, "mean_radius"].mean() > X.loc[y == 0, "mean_radius"].mean() + 4


def test_digits():
    X, y = datasets.digits()
    assert X.shape == (1797, 64) and X.dtype == np.float64 and between(X, 0, 16)
    assert y.dtype == np.int64 and set(y) == set(range(10))


def test_digits_keeps_only_those_asked_for():
    X, y = datasets.digits(only=(3, 8))
    assert X.shape == (357, 64) and set(y) == {3, 8}
    every_X, every_y = datasets.digits()
    np.testing.assert_array_equal(X[y == 8], every_X[every_y == 8])
    assert datasets.digits(only=[])[0].shape == (0, 64)
    with pytest.raises(ValueError, match="from 0 to 9, not 10"):
        datasets.digits(only=(3, 10))


def test_two_moons_depend_on_the_seed_alone():
    X, y = datasets.two_moons()
    assert X.shape == (300, 2) and X.dtype == np.float64
    assert np.bincount(y).tolist() == [150, 150] and y.dtype == np.int64
    again, _ = datasets.two_moons()
    other, _ = datasets.two_moons(seed=1)
    np.testing.assert_array_equal(X, again)
    assert not np.array_equal(X, other)


def test_two_moons_without_noise_lie_on_two_half_circles():
    X, y = datasets.two_moons(m=40, noise=0.0)
    assert X.shape == (40, 2)
    upper, lower = X[y == 0], X[y == 1]
    np.testing.assert_allclose(np.hypot(*upper.T), 1)
    np.testing.assert_allclose(np.hypot(*(lower - [1, 0.5]).T), 1)
    assert (upper[:, 1] >= -1e-12).all() and (lower[:, 1] <= 0.5 + 1e-12).all()
