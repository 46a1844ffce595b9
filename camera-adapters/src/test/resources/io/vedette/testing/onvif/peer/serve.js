// Serves the ONVIF device that the package "onvif" tests itself with: answers that are, by their looks,
// recordings of real cameras. It is started on a free port of loopback, which is printed, and ends with its standard input.
'use strict';

// It would answer WS-Discovery at its fixed port, but for this system, to which nothing else of it is particular.
Object.defineProperty(process, 'platform', { value: 'win32' });
process.env.PORT = '0';
process.env.HOSTNAME = '127.0.0.1';

// It would listen on every interface.
const { Server } = require('net');
const listen = Server.prototype.listen;
Server.prototype.listen = function (port) {
  return listen.call(this, port, '127.0.0.1');
};

require('coffeescript/register');
const device = require('onvif/test/serverMockup.coffee');

const ready = () => {
  device.conf.port = device.server.address().port;
  console.log(device.conf.port);
};
if (device.server.listening) ready();
else device.server.once('listening', ready);

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
