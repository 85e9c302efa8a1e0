// Loaded into the server before its own code. The workbench encrypts secrets with a key of which the server holds a half, and asks
// for that half with POST /mint-key. The bare server does not answer; without an answer, secrets are forgotten with each reload.
const http = require('node:http');
const { Buffer } = require('node:buffer');
const { env } = require('node:process');
const { syncBuiltinESMExports } = require('node:module');

const key = Buffer.from(env.HAPPYFOX_SECRETS_KEY, 'hex');
const { createServer } = http;

http.createServer = (...args) => {
  const server = createServer(...args);
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (request.method === 'POST' && request.url?.endsWith('/mint-key')) response.end(key);
    else for (const listener of listeners) listener.call(server, request, response);
  });
  return server;
};
syncBuiltinESMExports();
