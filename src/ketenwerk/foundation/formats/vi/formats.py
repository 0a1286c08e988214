"""Without a nought or a capital in front."""

DATE_FORMAT = "\\n\\g\\à\\y j \\t\\h\\á\\n\\g n \\n\\ă\\m Y"
