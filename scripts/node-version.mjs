// Imported first by what people start: an old Node would otherwise fail somewhere in the middle, over its syntax.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Chatkeep needs Node 20.19 or newer, and this is ${process.versions.node}. Install a newer one from https://nodejs.org, and try again.\n`,
  );
  process.exit(1);
}
