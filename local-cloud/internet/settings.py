"""The settings of the Internet side, from internet.yaml."""
import os

import yaml

with open(os.path.join(os.path.dirname(__file__), "internet.yaml")) as file:
    SETTINGS = yaml.safe_load(file)
