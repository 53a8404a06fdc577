"""Measurements and events over time: electricity, shuttle telemetry, milling, purchases."""

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
            1 in a rare mode of operation (3511 rows, 7.2%), else 0 (the mode "Rad Flow").

    Notes
    -----
    The rows are shuffled: don't read them as a time series. UCI's mode 4 is left out,
    being neither normal nor rare.

    Origin: UCI Statlog (Shuttle), as prepared for anomaly detection in river (BSD-3).
    """
    return read_csv("shuttle_anomaly.csv.gz")


# In the order of the file.
_MILLING_NAMES = {
    "UDI": "row_id",
    "Product ID": "product_id",
    "Type": "type",
    "Air temperature [K]": "air_temperature_k",
    "Process temperature [K]": "process_temperature_k",
    "Rotational speed [rpm]": "rotational_speed_rpm",
    "Torque [Nm]": "torque_nm",
    "Tool wear [min]": "tool_wear_min",
    "Machine failure": "failure",
    "TWF": "tool_wear_failure",
    "HDF": "heat_dissipation_failure",
    "PWF": "power_failure",
    "OSF": "overstrain_failure",
    "RNF": "random_failure",
}


def milling_machine():
    """Return the workpieces of a milling machine (simulated), one a row: did it fail, and how?

    Returns
    -------
    pandas.DataFrame, shape (10000, 14), no gaps
        ``row_id``, ``product_id``
            1 to 10000 in the order of production, and the type with a number, as "L47181".
        ``type``
            Quality of the workpiece: L (low, 6000), M (medium, 2997) or H (high, 1003).
        ``air_temperature_k``, ``process_temperature_k``
            Kelvin (295.3 to 304.5, and 305.7 to 313.8).
        ``rotational_speed_rpm``
            Turns a minute (1168 to 2886).
        ``torque_nm``
            Newton meters (3.8 to 76.6).
        ``tool_wear_min``
            Minutes that the tool has been in use (0 to 253).
        ``failure``
            1 if the machine failed (339 rows), else 0: what there is to predict.
        ``tool_wear_failure``, ``heat_dissipation_failure``, ``power_failure``,
        ``overstrain_failure``, ``random_failure``
            1 if it failed in this mode, else 0 (46, 115, 95, 98 and 19 rows). They are part
            of the answer, so no model may see them.

    Notes
    -----
    The data are simulated after a real machine. The author's rules can be seen in them:
    power failure below 3500 or above 9000 watts (torque times speed in radians a second),
    overstrain where wear times torque exceeds 11000 (L), 12000 (M) or 13000 (H) minute
    newton meters. In 27 rows ``failure`` differs from "any mode": 18 random failures that
    do not count as one, and 9 failures without a mode.

    Origin: Matzka (2020), AI4I 2020 Predictive Maintenance Dataset, UCI (CC BY 4.0).
    """
    return read_csv("ai4i2020.csv.gz")[list(_MILLING_NAMES)].rename(columns=_MILLING_NAMES)


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
