@rem Windows' shell has no exec, with which scripts in package.json begin. It looks here first, and runs the rest.
@%*
