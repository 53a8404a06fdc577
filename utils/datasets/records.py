"""Measurements and events over time: electricity, shuttle telemetry, purchases."""

import pandas as pd

from ._pack import read_csv


def electricity_demand():
    """Return electricity demand and temperature, Victoria (Australia), every half-hour of 2014.

    Returns
    -------
    pandas.DataFrame, shape (17520, 3), no gaps
        Indexed by ``time``: clock time in Melbourne without a time zone, from
        2014-01-01 00:00 to 2014-12-31 23:30. The two days on which clocks change have
        48 half-hours like any other.

        ``demand_gw``
            Gigawatts (2.86 to 9.35).
        ``workday``
            True on working days; False on weekends and public holidays.
        ``temperature_c``
            Degrees Celsius in Melbourne (1.5 to 43.2).

    Notes
    -----
    January is summer: demand is high in heat (cooling) and in cold (heating).

    Origin: Australian Energy Market Operator and Bureau of Meteorology, as
    ``elecdemand`` in R's fpp2 package; there ``Demand``, ``WorkDay``, ``Temperature``.
    """
    raw = read_csv("elecdemand.csv.gz")
    time = pd.date_range("2014-01-01", periods=len(raw), freq="30min", name="time")
    return pd.DataFrame(
        {
            "demand_gw": raw["Demand"].to_numpy(),
            "workday": raw["WorkDay"].to_numpy() == 1,
            "temperature_c": raw["Temperature"].to_numpy(),
        },
        index=time,
    )


def shuttle():
    """Return readings of nine sensors in a space shuttle's radiator system, one moment a row.

    Returns
    -------
    pandas.DataFrame, shape (49097, 10), integers, no gaps
        ``f1`` … ``f9``
            Readings without published names or units; UCI calls the first "time". Some
            have extreme values, such as -26739 in ``f6``.
        ``anomaly``
            1 in a rare mode of operation (3511 rows, 7.2 %), else 0 (the mode "Rad Flow").

    Notes
    -----
    The rows are shuffled: don't read them as a time series. UCI's mode 4 is left out,
    being neither normal nor rare.

    Origin: UCI Statlog (Shuttle), as prepared for anomaly detection in river (BSD-3).
    """
    return read_csv("shuttle_anomaly.csv.gz")


def cdnow_purchases():
    """Return what new customers bought from the CD shop CDNOW, one purchase a row.

    Returns
    -------
    pandas.DataFrame, shape (69659, 4), sorted by customer and date, no gaps
        ``customer_id``
            1 to 23570.
        ``date``
            Day of the purchase, 1997-01-01 to 1998-06-30.
        ``number_of_cds``
            1 to 99.
        ``dollar_value``
            US dollars (0 to 1286.01; 80 purchases were free).

    Notes
    -----
    These are the customers whose first purchase was between January and March 1997.
    Some bought twice on a day; 255 rows repeat an earlier one in all four columns.

    Origin: CDNOW, made available by Fader and Hardie, as in Lifetimes (MIT).
    """
    purchases = read_csv("cdnow_transactions.csv.gz")
    purchases["date"] = pd.to_datetime(purchases["date"].astype(str), format="%Y%m%d")
    return purchases
