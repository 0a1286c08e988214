"""Our own line icons, on a grid of 24 with a line of 1.75. They never stand without words."""

ICONS = {
    "danger": '<path d="M12 3.5 2.8 19.5h18.4z"/><path d="M12 10v4.5M12 17v.01"/>',
    "leave": '<path d="M14 4H5v16h9M10 12h11M17 8l4 4-4 4"/>',
    "report": '<path d="M4 5h16v11h-8l-5 4v-4H4z"/><path d="M8 9h8M8 12h5"/>',
    "help": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17v.01"/>',
    "chain": '<path d="M13.34 13.68A5.6 5.6 0 1 0 9.78 17.31'
    'M10.66 10.32A5.6 5.6 0 1 0 14.22 6.69"/>',
    "signal": '<circle cx="12" cy="12" r="2"/>'
    '<path d="M7.8 16.2a6 6 0 0 1 0-8.4M16.2 7.8a6 6 0 0 1 0 8.4"/>'
    '<path d="M4.9 19.1a10 10 0 0 1 0-14.2M19.1 4.9a10 10 0 0 1 0 14.2"/>',
    "case": '<path d="M3 6h6l2 2.5h10V19H3z"/>',
    "track": '<circle cx="6" cy="5" r="2"/><circle cx="18" cy="19" r="2"/>'
    '<path d="M6 7v4c0 3 12 1 12 6M6 11v10"/>',
    "task": '<path d="M4 4h16v16H4z"/><path d="m8 12 3 3 5-6"/>',
    "place": '<path d="M4 11.5 12 4l8 7.5M6 10v10h12V10"/><path d="M10 20v-5h4v5"/>',
    "referral": '<path d="M4 7h11M12 4l3 3-3 3M20 17H9M12 14l-3 3 3 3"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "late": '<path d="M6 3h12M6 21h12M7 3c0 5 10 7 10 12v6M17 3c0 5-10 7-10 12v6"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "lock": '<path d="M5 11h14v9H5z"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>',
    "organisation": '<path d="M4 20V8l8-4 8 4v12z"/><path d="M8 11h2M14 11h2M8 15h2M14 15h2"/>',
    "region": '<path d="m3 6 6-2 6 2 6-2v14l-6 2-6-2-6 2z"/><path d="M9 4v14M15 6v14"/>',
    "figures": '<path d="M4 4v16h16"/><path d="M8 16v-4M12.5 16V8M17 16v-6"/>',
    "language": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M3 12h18M12 3c3 2.5 4 5.5 4 9s-1 6.5-4 9c-3-2.5-4-5.5-4-9s1-6.5 4-9z"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "back": '<path d="M20 12H4M10 6l-6 6 6 6"/>',
    "mail": '<path d="M3 5.5h18v13H3z"/><path d="m3 6.5 9 7 9-7"/>',
    "phone": '<path d="M5 3.5h4l1.5 5-2.5 1.7a12 12 0 0 0 5.8 5.8l1.7-2.5 5 1.5v4'
    'a2 2 0 0 1-2 2A16.5 16.5 0 0 1 3 5.5a2 2 0 0 1 2-2z"/>',
    "key": '<circle cx="8" cy="15" r="4.5"/><path d="m11.3 11.7 8.2-8.2M15.5 7.5l3 3"/>',
}
