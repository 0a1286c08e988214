"""What an administrator types: `ketenwerk …`. It stands above every house and uses them all."""
