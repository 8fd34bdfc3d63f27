"""The forward load: the minutes the clinic has signed for, week by week, against the minutes it has.

curve.py     how fast agreed work is done here, measured from the clinic's own history
capacity.py  how many minutes chairs and practitioners work in a week
forecast.py  booked visits + agreed lines × curve, for each chair, practitioner or specialty
links.py     what one specialty feeds another, how much later, and the warning before a chair is empty
"""
