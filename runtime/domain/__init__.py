"""Types that every part of the runtime speaks: frozen, without behaviour beyond their own consistency."""
