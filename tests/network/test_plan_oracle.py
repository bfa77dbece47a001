"""Feasible dates, latest dates and floats of random programmes are those of an independent build."""

from __future__ import annotations

import os

import pytest

from network.plan_oracle import Oracle
from network.random_plans import random_plans
from xl_send.network import network_of

SEEDS = int(os.environ.get("XL_SEND_PLANS", "20"))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_dates_and_floats_are_those_of_an_independent_build(seed: int) -> None:
    plans = random_plans(seed)
    network, oracle = network_of(plans.read()), Oracle(plans)
    for name in oracle.events:
        assert network.feasible(name) == oracle.days[name], name
        assert network.latest(name) == oracle.latest[name], name
        assert network.float_days(name) == oracle.spare(name), name
