import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate that only its own file vouches for, as of a cloud's own authority; in PEM. */
export interface OwnCertificate {
  cert: Buffer;
  key: Buffer;
  certFile: string;
  keyFile: string;
}

/** Makes one in a folder. @param name - to whom it is made out, such as `IP:127.0.0.1` */
export function ownCertificate(folder: string, name = "IP:127.0.0.1"): OwnCertificate {
  const stem = join(folder, name.replaceAll(/\W/g, "-"));
  const [certFile, keyFile] = [`${stem}.pem`, `${stem}.key`];
  const request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=cloud";
  const files = ["-addext", `subjectAltName=${name}`, "-keyout", keyFile, "-out", certFile];
  execFileSync("openssl", [...request.split(" "), ...files], { stdio: "pipe" });
  return { cert: readFileSync(certFile), key: readFileSync(keyFile), certFile, keyFile };
}
