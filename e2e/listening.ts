import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** The addresses on which a process listens for TCP, from /proc. */
export function listening(pid: number): string[] {
  const own = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => socketOf(`/proc/${pid}/fd/${fd}`)))
  const lines = ['tcp', 'tcp6'].flatMap((name) => readFileSync(`/proc/${pid}/net/${name}`, 'utf8').split('\n').slice(1))
  return lines.flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/)
    if (state !== '0A' || !own.has(inode)) return []
    const [address = '', port = ''] = local.split(':')
    const bytes =
      address
        .match(/../g)
        ?.map((byte) => Number.parseInt(byte, 16))
        .reverse() ?? []
    return [`${bytes.join('.')}:${Number.parseInt(port, 16)}`]
  })
}

function socketOf(path: string): string {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(path))?.[1] ?? ''
  } catch {
    return ''
  }
}
