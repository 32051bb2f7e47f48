'use strict';

// Written so that any Node since 0.10 can read it: its one purpose is to tell an old Node's user what to install.
var parts = process.versions.node.split('.').map(Number);
if (parts[0] < 20 || (parts[0] === 20 && parts[1] < 19)) {
  console.error('Rehome needs Node.js 20.19 or later. This is:', process.versions.node);
  process.exit(1);
}
