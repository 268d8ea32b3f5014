"""Why a delivery cannot be attempted now; both are tried again."""


class UnknownDelivery(Exception):
    """The delivery that is due does not exist."""


class StillLeased(Exception):
    """Another attempt holds the delivery, or died less than a lease ago."""
