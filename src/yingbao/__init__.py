"""Yingbao 应保: from the text of a plan to the person it was written for."""
