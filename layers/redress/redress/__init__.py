"""Redress: reports on customer reviews, from intake to an answer."""
