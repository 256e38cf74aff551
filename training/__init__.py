"""How the models that the build carries were made."""
