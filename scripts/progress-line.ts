import type { Progress } from './download.ts'

type Screen = { isTTY?: boolean; write(text: string): unknown }

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`
const [redrawMs, quarters, sparseBytes] = [100, 4, 25_000_000]

/** Shows a download: one line, drawn over and over, on a terminal; elsewhere a line for each quarter, or for 25 MB of an unknown size. */
export function progressLine(label: string, screen: Screen): Progress {
  return screen.isTTY ? redrawn(label, screen) : sparse(label, screen)
}

function redrawn(label: string, screen: Screen): Progress {
  const began = performance.now()
  let drawnAt = 0
  return (received, total) => {
    const now = performance.now()
    const isWhole = received === total
    if (!isWhole && now - drawnAt < redrawMs) return
    drawnAt = now
    const speed = (received / 1_000_000 / Math.max(0.001, (now - began) / 1_000)).toFixed(1)
    screen.write(`\r\u001b[K${label}: ${amount(received, total)}, ${speed} MB/s${isWhole ? '\n' : ''}`)
  }
}

function sparse(label: string, screen: Screen): Progress {
  let told = 0
  return (received, total) => {
    const step = total === null ? Math.floor(received / sparseBytes) : Math.floor((received / total) * quarters)
    if (step > told) screen.write(`${label}: ${amount(received, total)}\n`)
    told = Math.max(told, step)
  }
}

const amount = (received: number, total: number | null): string =>
  total === null ? megabytes(received) : `${Math.floor((received / total) * 100)} % of ${megabytes(total)}`
