// Does the sum that a busy server asks for: find the number whose SHA-256, with the salt before it, is the challenge.
// Then the form goes on by itself. Without JavaScript one waits, and presses the button.
"use strict";
(() => {
  const form = document.getElementById("busy");
  if (!form) return;
  const AT_A_TIME = 2000; // numbers before the page may breathe
  const wanted = form.dataset.challenge.match(/.{8}/g).map((word) => parseInt(word, 16) | 0);
  const salt = form.dataset.salt;
  const most = Number(form.dataset.most);

  // The constants of SHA-256 (FIPS 180-4): the first bits of the roots of the first primes.
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  const bits = (root) => ((root - Math.floor(root)) * 4294967296) | 0;
  const K = Int32Array.from(primes, (prime) => bits(Math.cbrt(prime)));
  const START = Int32Array.from(primes.slice(0, 8), (prime) => bits(Math.sqrt(prime)));

  const w = new Int32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  // Of a text of at most 55 letters of ASCII, which is one block.
  const hash = (text) => {
    w.fill(0, 0, 16);
    for (let i = 0; i < text.length; i += 1) w[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
    w[text.length >> 2] |= 128 << (24 - (text.length % 4) * 8);
    w[15] = text.length * 8;
    for (let i = 16; i < 64; i += 1) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = START;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    return [a, b, c, d, e, f, g, h].map((word, i) => (word + START[i]) | 0);
  };

  const isIt = (number) => {
    const found = hash(salt + number);
    return found.every((word, i) => word === wanted[i]);
  };

  const goOn = (number) => {
    form.elements.number.value = number;
    form.submit();
  };

  const search = (from) => {
    const until = Math.min(from + AT_A_TIME, most);
    for (let number = from; number < until; number += 1) {
      if (isIt(number)) {
        goOn(number);
        return;
      }
    }
    if (until < most) setTimeout(() => search(until), 0);
  };

  const told = document.getElementById("busy-goes-on");
  told.textContent = told.dataset.text;
  document.getElementById("busy-wait").hidden = true;
  search(0);
})();
