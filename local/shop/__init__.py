"""Pennyhatch, the demo shop: it plays the platform, and plays it honestly.

It knows nothing of Redress but the contract: it tells of its reviews by PUT and DELETE, asks before it publishes,
signs its report links, and does what signed events tell it, in their order and only to the text that was judged.
"""
