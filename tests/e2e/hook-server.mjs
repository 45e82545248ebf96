// A receiver of web-hooks by https, as a person would configure one: it keeps what is posted, and answers pages of other
// origins or not, or only before they send. Its certificate is made on the spot, so open the browser with `ignoreHTTPSErrors`.

import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:https";

/** A value of ASN.1: its tag, and what it holds. */
function der(tag, ...parts) {
  const body = Buffer.concat(parts);
  const size = body.length;
  // The shortest form, as browsers insist.
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const [INTEGER, BIT_STRING, OBJECT, UTF8, UTC_TIME, SEQUENCE, SET, VERSION] = [0x02, 0x03, 0x06, 0x0c, 0x17, 0x30, 0x31, 0xa0];

/** A certificate of version 3 for localhost that signs itself. */
function certificate() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const ecdsaWithSha256 = der(SEQUENCE, der(OBJECT, Buffer.from("2a8648ce3d040302", "hex")));
  const commonName = der(OBJECT, Buffer.from("550403", "hex"));
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, commonName, der(UTF8, Buffer.from("localhost")))));
  const year = (add) => String(new Date().getUTCFullYear() + add).slice(2);
  const valid = der(SEQUENCE, ...[-1, 1].map((add) => der(UTC_TIME, Buffer.from(`${year(add)}0101000000Z`))));
  const content = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    valid,
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = der(BIT_STRING, Buffer.from([0]), sign("sha256", content, privateKey));
  const base64 = der(SEQUENCE, content, ecdsaWithSha256, signature).toString("base64");
  const cert = `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g).join("\n")}\n-----END CERTIFICATE-----\n`;
  return { cert, key: privateKey.export({ type: "pkcs8", format: "pem" }) };
}

/**
 * Starts a receiver. `posted` are the bodies that came, `url` is its address; `answersPages(true)` lets pages of other
 * origins read its answers, and `answersPages("before")` lets them send and hides what came of it; `stop()` takes it down and `start()` puts it up again at the same address.
 */
export async function hookServer() {
  const posted = [];
  const identity = certificate();
  let isOpen = false;
  let port = 0;
  let server;
  const listen = (request, response) => {
    const isRead = isOpen === true || (isOpen === "before" && request.method === "OPTIONS");
    const headers = isRead ? { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" } : {};
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      if (request.method === "POST") posted.push(Buffer.concat(parts).toString("utf8"));
      response.writeHead(200, headers).end("ok");
    });
  };
  const start = () =>
    new Promise((done, fail) => {
      server = createServer(identity, listen);
      server.once("error", fail);
      server.listen(port, "127.0.0.1", () => {
        port = server.address().port;
        done();
      });
    });
  const stop = () =>
    new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
  await start();
  const answersPages = (on) => (isOpen = on);
  return { posted, url: `https://127.0.0.1:${port}/services/1`, answersPages, start, stop };
}
