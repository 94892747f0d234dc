// Prints a log like that of a service: node large-log.mjs BYTES. One line in about 50,000 is an error.
import { writeSync } from 'node:fs'

const bytes = Number(process.argv[2])
const paths = ['/api/users', '/api/orders', '/health', '/static/app.js', '/api/items/42']
const blockLines = 60_000

/** The same every time, so that two runs can be compared. */
let seed = 1
const random = (most) => {
  seed = (seed * 48_271) % 2_147_483_647
  return seed % most
}
const two = (number) => String(number).padStart(2, '0')

function line(n) {
  const time = `11:${two(Math.floor(n / 60_000) % 60)}:${two(Math.floor(n / 1_000) % 60)}.${String(n % 1_000).padStart(3, '0')}`
  const one = random(50_000)
  if (one === 7) return `${time} ERROR request ${n} failed: connection refused`
  if (one % 1_000 === 3) return `${time} WARN slow request ${n}`
  return `${time} INFO GET ${paths[one % 5]} 200 in ${random(90)} ms, request ${n}, session ${random(1e9).toString(36)}`
}

function write(text) {
  const buffer = Buffer.from(text)
  for (let at = 0; at < buffer.length; ) at += writeSync(1, buffer, at)
  return buffer.length
}

let written = 0
for (let n = 1; written < bytes; n += blockLines)
  written += write(`${Array.from({ length: blockLines }, (_, at) => line(n + at)).join('\n')}\n`)
