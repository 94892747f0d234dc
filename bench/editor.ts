import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { chromium, type Page } from 'playwright'
import { build } from 'vite'
import { findChromium } from '../scripts/chromium.ts'
import { root, round } from './engine.ts'
import { addressOf } from './pages.ts'

const [columns, rows] = [20, 25]
const steps = 90

type Frames = { p50: number; p95: number; most: number; over20Ms: string }

/** Opens a flow of 500 nodes, pans, zooms and drags a node: the times between frames, beside the library alone and no work at all. */
export async function editor(): Promise<Record<string, unknown>> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
  const folder = mkdtempSync(join(tmpdir(), 'localflow-editor-'))
  const newPage = () => browser.newPage({ viewport: { width: 1280, height: 800 } })
  try {
    const ours = await measureOurs(await newPage(), folder)
    const peer = await measurePeer(await newPage(), folder)
    const limit = await measureLimit(await newPage())
    return {
      nodes: 1 + columns * rows,
      ...ours,
      'peer (@xyflow/react alone)': peer,
      'limit (empty frames)': limit,
      load: round(loadavg()[0] ?? 0),
      aim: 'p95 of frames within 1.2 times that of empty frames',
    }
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const keys = (column: number): string[] => Array.from({ length: rows }, (_, row) => `c${column}r${row}`)
const chains = Array.from({ length: columns }, (_, column) => keys(column))

/** One node that starts twenty chains, each node at its place: a layout would be part of what is measured. */
function source(): string {
  const line = (key: string, x: number, y: number) => `    ${key}: [${x}, ${y}]`
  const node = (key: string) =>
    `  ${key}: { title: Step ${key}, exec_type: shell, script: { cmd: sh, code: "echo ${key}" }, retry: { max_attempts: 3 } }`
  const placed = chains.flatMap((chain, column) => chain.map((key, row) => line(key, column * 240, 160 + row * 120)))
  const edges = chains.flatMap((chain) => chain.slice(1).map((key, row) => `  - { from: ${chain[row]}, to: ${key} }`))
  return [
    'start: first',
    'nodes:',
    ...['first', ...chains.flat()].map(node),
    'edges:',
    `  - { from: first, to: [${chains.map(([key]) => key).join(', ')}] }`,
    ...edges,
    'layout:',
    '  nodes:',
    line('first', 0, 0),
    ...placed,
    '',
  ].join('\n')
}

async function measureOurs(page: Page, folder: string): Promise<Record<string, unknown>> {
  const server = spawn(process.execPath, [join(root, 'out/main/lf.js'), 'serve', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const address = await addressOf(server)
    const token = readFileSync(join(folder, 'api-token'), 'utf8').trim()
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ name: 'Large', source: source() })
    const made = (await (await fetch(`${address}/api/flows`, { method: 'POST', headers, body })).json()) as { id: string }
    await page.goto(`${address}/#token=${token}`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    // Once for the code of the page, once for the figure.
    await open(page, made.id)
    const openMs = await open(page, made.id)
    return { openMs, ...(await gestures(page)), ...(await keyToFrame(page)) }
  } finally {
    server.kill('SIGKILL')
  }
}

async function open(page: Page, id: string): Promise<number> {
  await page.evaluate(() => {
    history.pushState(null, '', '/flows')
    dispatchEvent(new PopStateEvent('popstate'))
  })
  await page.getByRole('heading', { name: 'Flows', level: 1 }).waitFor()
  return page.evaluate(async (path) => {
    const start = performance.now()
    history.pushState(null, '', path)
    dispatchEvent(new PopStateEvent('popstate'))
    while (!document.querySelector('.react-flow__node')) await new Promise((resolve) => requestAnimationFrame(resolve))
    return Math.round(performance.now() - start)
  }, `/flows/${id}?tab=editor`)
}

/** From a key to the frame that shows what it did: moving a node, and typing its title in the form. */
async function keyToFrame(page: Page): Promise<Record<string, Frames>> {
  await page.locator('.react-flow__node').nth(3).click()
  const gestureMs = await keyTimes(page, 'Alt+ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Title' }).click()
  const fieldKeyMs = await keyTimes(page, 'x')
  await page.keyboard.press('Control+z')
  return { gestureMs, fieldKeyMs }
}

const keysPressed = 40

async function keyTimes(page: Page, key: string): Promise<Frames> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(globalThis, { times })
    const note = (event: KeyboardEvent): void => {
      if (event.key === 'Alt') return
      const start = performance.now()
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => times.push(performance.now() - start)
        port2.postMessage(null)
      })
    }
    addEventListener('keydown', note, { capture: true })
  })
  for (let count = 0; count < keysPressed; count++) {
    await page.keyboard.press(key)
    await page.waitForFunction((wanted) => (globalThis as unknown as { times: number[] }).times.length >= wanted, count + 1)
  }
  return summary(await page.evaluate(() => (globalThis as unknown as { times: number[] }).times))
}

async function measurePeer(page: Page, folder: string): Promise<Record<string, unknown>> {
  const outDir = join(folder, 'peer')
  await build({
    configFile: false,
    logLevel: 'silent',
    root: join(root, 'bench/editor-peer'),
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      lib: { entry: 'peer.tsx', name: 'peer', formats: ['iife'], fileName: () => 'peer.js', cssFileName: 'peer' },
    },
  })
  await page.setContent('<div id="root" style="position: fixed; inset: 0"></div>')
  await page.addStyleTag({ path: join(outDir, 'peer.css') })
  await page.evaluate(
    ([boxes, wires]) => Object.assign(globalThis, { boxes, wires }),
    [
      chains.flatMap((chain, column) =>
        chain.map((id, row) => ({ id, x: column * 240, y: 160 + row * 120, title: `Step ${id}` })),
      ),
      chains.flatMap((chain) => chain.slice(1).map((key, row) => [chain[row], key])),
    ],
  )
  await page.addScriptTag({ path: join(outDir, 'peer.js') })
  await page.locator('.react-flow__node').first().waitFor()
  return gestures(page)
}

async function measureLimit(page: Page): Promise<Frames> {
  await page.setContent('<p>nothing</p>')
  return frames(page, () => page.waitForTimeout(2_000))
}

async function gestures(page: Page): Promise<Record<string, Frames>> {
  await page.mouse.move(560, 420)
  const wheel = async (by: number) => {
    for (let step = 0; step < steps; step++) await page.mouse.wheel(0, step < steps / 2 ? by : -by)
  }
  const panMs = await frames(page, () => wheel(60))
  await page.keyboard.down('Control')
  const zoomMs = await frames(page, () => wheel(12))
  await page.keyboard.up('Control')
  const box = await page.locator('.react-flow__node').nth(2).boundingBox()
  if (!box) throw new Error('there is no box to drag')
  const dragMs = await frames(page, async () => {
    await page.mouse.move(box.x + 20, box.y + 12)
    await page.mouse.down()
    for (let step = 0; step < steps; step++) await page.mouse.move(box.x + 20 + step * 2, box.y + 12 + step)
    await page.mouse.up()
  })
  return { panMs, zoomMs, dragMs }
}

/** The times between the frames while something is done. */
async function frames(page: Page, act: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(() => {
    const times: number[] = []
    const note = (now: number): void => {
      times.push(now)
      if (!Object.hasOwn(globalThis, 'stopped')) requestAnimationFrame(note)
    }
    Reflect.deleteProperty(globalThis, 'stopped')
    Object.assign(globalThis, { times })
    requestAnimationFrame(note)
  })
  await act()
  const times = await page.evaluate(() => {
    Object.assign(globalThis, { stopped: true })
    return (globalThis as unknown as { times: number[] }).times
  })
  return summary(times.slice(1).map((time, index) => time - (times[index] ?? 0)))
}

function summary(between: readonly number[]): Frames {
  const sorted = between.toSorted((a, b) => a - b)
  const at = (part: number): number => round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0, 1)
  const slow = between.filter((time) => time > 20).length
  return { p50: at(0.5), p95: at(0.95), most: at(1), over20Ms: `${slow} of ${between.length}` }
}
