import { BlockList, connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { dirname, resolve } from 'node:path'
import { type Conditions, hostPortOf, subnetOf } from '../../../shared/model/conditions.ts'
import { durationText } from '../../../shared/schedule/describe.ts'
import { expandHome } from '../base/program-line.ts'
import { statWithTimeout } from '../base/stat-with-timeout.ts'
import type { Senses } from './senses.ts'

const connectMs = 3_000

/**
 * The unmet conditions as nouns, to follow "waiting for"; empty if a run may start. A condition that cannot be checked
 * counts as met.
 */
export async function unmetOf(conditions: Conditions, senses: Senses): Promise<string[]> {
  const found = await Promise.all([
    powerOf(conditions, senses),
    idleOf(conditions, senses),
    networkOf(conditions),
    hostOf(conditions),
    volumeOf(conditions),
  ])
  return found.filter((words) => words !== null)
}

async function powerOf({ acPower }: Conditions, senses: Senses): Promise<string | null> {
  return acPower && (await senses.onBattery()) === true ? 'AC power' : null
}

async function idleOf({ idleMs }: Conditions, senses: Senses): Promise<string | null> {
  const idle = idleMs === null ? null : await senses.idleMs()
  if (idleMs === null || idle === null || idle >= idleMs) return null
  const duration = durationText(idleMs)
  return `the computer to be idle for ${/^\d/.test(duration) ? duration : `1 ${duration}`}`
}

/** Whether an interface of this computer, other than loopback, has an address in the network. */
async function networkOf({ network }: Conditions): Promise<string | null> {
  if (network === null) return null
  const addresses = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).filter(({ internal }) => !internal))
  const subnet = subnetOf(network)
  // A self-assigned address leads nowhere.
  if (subnet === null) return addresses.some(({ address }) => !/^(?:fe80:|169\.254\.)/i.test(address)) ? null : 'a network'
  const list = new BlockList()
  list.addSubnet(subnet.address, subnet.bits, subnet.family)
  const isIn = addresses.some(({ address, family }) => list.check(address, family === 'IPv6' ? 'ipv6' : 'ipv4'))
  return isIn ? null : `the network ${network}`
}

async function hostOf({ host }: Conditions): Promise<string | null> {
  const target = host === null ? null : hostPortOf(host)
  return target === null || (await answers(target)) ? null : `${host} to respond`
}

function answers(target: { host: string; port: number }): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ ...target, timeout: connectMs })
    const end = (does: boolean): void => {
      socket.destroy()
      done(does)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}

/** A volume is another file system than that of its parent folder; on Windows, an existing folder. */
async function volumeOf({ volume }: Conditions): Promise<string | null> {
  if (volume === null) return null
  const path = resolve(expandHome(volume))
  const words = `a volume at ${volume}`
  const own = await statWithTimeout(path)
  if (own instanceof Error || !own.isDirectory()) return words
  if (process.platform === 'win32' || path === '/') return null
  const around = await statWithTimeout(dirname(path))
  return around instanceof Error || own.dev !== around.dev ? null : words
}
