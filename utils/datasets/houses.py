"""Houses sold in Ames, Iowa: a small tidy frame to begin with, and all of it."""

import pandas as pd

from ._pack import read_csv

SQUARE_METERS_PER_SQUARE_FOOT = 0.09290304


def ames_prices():
    """Return living area, bedrooms and price of the houses in `ames_housing`.

    Returns
    -------
    pandas.DataFrame, shape (2930, 3), no gaps
        ``area_m2``
            Living area above ground in square meters, rounded to 0.1 (31.0 to 524.2).
        ``bedrooms``
            Bedrooms above ground (0 to 8; most houses have 3).
        ``price_kusd``
            Sale price in thousands of US dollars (12.789 to 755.0).

    Notes
    -----
    Five houses have more than 370 m² (4000 square feet). Three of them were sold
    before they were finished, for less than their size suggests: real outliers.

    Origin and terms: as for `ames_housing`.
    """
    houses = read_csv("ames_housing.csv.gz", ("Gr_Liv_Area", "Bedroom_AbvGr", "Sale_Price"))
    return pd.DataFrame(
        {
            "area_m2": (houses["Gr_Liv_Area"] * SQUARE_METERS_PER_SQUARE_FOOT).round(1),
            "bedrooms": houses["Bedroom_AbvGr"],
            "price_kusd": houses["Sale_Price"] / 1000,
        }
    )


def ames_housing(columns=None):
    """Return houses sold in Ames, Iowa, from 2006 to 2010, one a row.

    Parameters
    ----------
    columns : list of str, optional
        The columns to return, in this order. All 74 by default.

    Returns
    -------
    pandas.DataFrame, shape (2930, 74)
        With the names of R's modeldata package. Some of them:

        ``Sale_Price``
            US dollars: what there is to predict.
        ``Gr_Liv_Area``, ``First_Flr_SF``, ``Second_Flr_SF``, ``Total_Bsmt_SF``, ``Garage_Area``
            Areas in square feet (1 square foot = 0.0929 m²). So is every name ending in
            ``_SF``, and the porches.
        ``Lot_Area``, ``Lot_Frontage``
            The lot in square feet, and its side along the street in feet.
        ``Bedroom_AbvGr``, ``Full_Bath``, ``TotRms_AbvGrd``, ``Fireplaces``, ``Garage_Cars``
            Counts.
        ``Year_Built``, ``Year_Remod_Add``, ``Year_Sold``, ``Mo_Sold``
            Years, and the month from 1 to 12.
        ``Neighborhood``, ``Bldg_Type``, ``House_Style``, ``Overall_Cond``, ``Exter_Cond``
            Categories, as strings. ``Overall_Cond`` runs from Very_Poor to Excellent.
        ``Longitude``, ``Latitude``
            Degrees.

        Gaps are NaN: 490 in ``Lot_Frontage``, 16 in ``Mas_Vnr_Type``, ``Bsmt_Exposure``,
        ``BsmtFin_Type_2``, ``Garage_Finish``, ``Garage_Cond`` and ``Electrical``
        together. What a house doesn't have is no gap: it reads No_Garage, No_Basement,
        No_Pool, No_Fence, No_Alley_Access, No_Masonry or No_Feature.

    Raises
    ------
    KeyError
        If one of `columns` doesn't exist.

    Notes
    -----
    The file marks gaps by zeros and words; this loader undoes that, and restores
    ``BsmtFin_SF_1``, which the file lost (see PROVENANCE.md). The original's overall
    quality and the garage's year are not in this edition.

    Origin: De Cock (2011), Journal of Statistics Education 19(3), as in R's modeldata
    package (MIT).
    """
    houses = _mark_gaps(read_csv("ames_housing.csv.gz"))
    houses["Sale_Type"] = houses["Sale_Type"].str.strip()
    # The file holds the code of BsmtFin_Type_1 here; the parts add up to the total.
    houses["BsmtFin_SF_1"] = (
        houses["Total_Bsmt_SF"] - houses["Bsmt_Unf_SF"] - houses["BsmtFin_SF_2"]
    )
    return houses if columns is None else houses[list(columns)]


def _mark_gaps(houses):
    houses = houses.fillna({"Mas_Vnr_Type": "No_Masonry", "Misc_Feature": "No_Feature"})
    has_garage = houses["Garage_Type"] != "No_Garage"
    has_basement = houses["Bsmt_Cond"] != "No_Basement"
    has_masonry = houses["Mas_Vnr_Area"] > 0
    gaps = {
        "Lot_Frontage": houses["Lot_Frontage"] == 0,
        "Electrical": houses["Electrical"] == "Unknown",
        "Mas_Vnr_Type": has_masonry & (houses["Mas_Vnr_Type"] == "No_Masonry"),
        "Garage_Finish": has_garage & (houses["Garage_Finish"] == "No_Garage"),
        "Garage_Cond": has_garage & (houses["Garage_Cond"] == "No_Garage"),
        "Bsmt_Exposure": has_basement & (houses["Bsmt_Exposure"] == "No_Basement"),
        "BsmtFin_Type_2": has_basement & (houses["BsmtFin_Type_2"] == "No_Basement"),
    }
    return houses.assign(**{name: houses[name].mask(gap) for name, gap in gaps.items()})
