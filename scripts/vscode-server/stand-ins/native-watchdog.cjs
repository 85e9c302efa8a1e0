// Takes the place of native-watchdog, which would have to be compiled. The server ends its children as a process group instead.
const process = require('node:process');

exports.start = () => {};
exports.exit = (code) => process.exit(code || 0);
