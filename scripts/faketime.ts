import { existsSync } from 'node:fs'
import { installFromDebian } from './debian.ts'

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'
const elsewhere = '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1'

const found = (): string | null => [library, elsewhere].find((path) => existsSync(path)) ?? null

/** The library that lets a program live at another time, and faster; installed, once, where that can be done. Null: it cannot be had. */
export function fakeTimeLibrary(): string | null {
  return found() ?? (process.platform === 'linux' && installFromDebian('faketime') ? found() : null)
}
