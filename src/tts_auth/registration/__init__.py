"""Employees who make their own account."""
