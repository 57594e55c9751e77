"""Parses every line of a training file and decodes every image of it: what a careful script does before an upload."""

import base64
import json
import sys

with open(sys.argv[1], "rb") as file:
    for line in file:
        for message in json.loads(line)["messages"]:
            if isinstance(message["content"], list):
                for part in message["content"]:
                    if part["type"] == "image_url":
                        base64.b64decode(part["image_url"]["url"].partition(",")[2])
