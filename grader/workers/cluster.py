"""Grading on many machines: a Dask cluster, reached by its scheduler's address.

The same function grades there; each worker keeps its own warm engine. What is remembered
stands in the ledger: a lost worker or cluster costs time and nothing else.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future
from contextlib import suppress

from grader.telling import Tell, quiet
from grader.workers.job import Job, JobFailed, Outcome
from grader.workers.station import run

_SECONDS_TO_CONNECT = 10


class Cluster:
    """A Dask cluster.

    Parameters
    ----------
    address : str
        Of its scheduler, as in ``tcp://host:8786``.
    tell : callable
        Takes a line when there is nobody to work.

    Raises
    ------
    JobFailed
        When nobody answers there.
    """

    def __init__(self, address: str, tell: Tell = quiet) -> None:
        from distributed import Client

        self._address = address
        # What it would log, we say in one line; Dask gives its client's logger a level of its own.
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise JobFailed(
                f"no Dask scheduler answers at {address}: start one with `dask scheduler`"
                " and workers with `dask worker ADDRESS`",
                fatal=True,
            ) from error
        # Dask itself tries nothing again: that would not be in the ledger.
        self._executor = self._client.get_executor(pure=False, retries=0)
        if not self._threads():
            tell(f"the cluster has no workers yet: start them with `dask worker {address}`")

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def slots(self) -> int:
        """How many submissions are graded at a time; changes as workers come and go."""
        return max(1, self._threads())

    def submit(self, job: Job) -> Future[Outcome]:
        """Grade a submission on some worker."""
        if self._client.status != "running":
            raise JobFailed(f"the Dask scheduler at {self._address} went away", fatal=True)
        return self._executor.submit(run, job)

    def close(self) -> None:
        """Leave the cluster; what is not done is canceled."""
        with suppress(Exception):  # it may be gone already
            self._executor.shutdown(wait=False)
            self._client.close(timeout=5)

    def _threads(self) -> int:
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        return sum(worker["nthreads"] for worker in workers)
