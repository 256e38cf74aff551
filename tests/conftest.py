"""What all tests share."""

from hypothesis import HealthCheck, settings

# Deadlines compare wall-clock times, which say more of the machine than of the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
