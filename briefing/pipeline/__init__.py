"""The order of the stages; no arithmetic of its own. The only room that knows what comes after what.

Its verbs are imported from their modules: a brief needs neither the archive nor a cluster, and what it needs not it does not
load.
"""
