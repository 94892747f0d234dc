import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { findChromium } from './chromium.ts'

/** Makes the icons of the packages from the one drawing there is: to be run when that changes. */
const root = join(import.meta.dirname, '..')
const folder = join(root, 'electron/hosts/desktop/icons')
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

/** Sizes in a Windows icon: beyond 256 pixels the format has no number. */
const icoSizes = [16, 24, 32, 48, 64, 256]

/** The types by which macOS knows a PNG of a size; `@2x` ones are of half the size in points. */
const icnsTypes: [type: string, size: number][] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
]

async function draw(): Promise<Map<number, Buffer>> {
  const svg = readFileSync(join(root, 'renderer/public/icon.svg'), 'utf8')
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
  const images = new Map<number, Buffer>()
  try {
    for (const size of sizes) {
      const page = await browser.newPage({ viewport: { width: size, height: size } })
      await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${svg}`)
      images.set(size, await page.screenshot({ omitBackground: true }))
      await page.close()
    }
  } finally {
    await browser.close()
  }
  return images
}

/** A directory of PNGs, each with its size and where it lies. */
function icoOf(images: Map<number, Buffer>): Buffer {
  const header = Buffer.alloc(6 + 16 * icoSizes.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(icoSizes.length, 4)
  let offset = header.length
  const parts = icoSizes.map((size, index) => {
    const image = images.get(size) ?? Buffer.alloc(0)
    const at = 6 + 16 * index
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(image.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += image.length
    return image
  })
  return Buffer.concat([header, ...parts])
}

/** Types and lengths, each before its PNG. */
function icnsOf(images: Map<number, Buffer>): Buffer {
  const parts = icnsTypes.map(([type, size]) => chunk(type, images.get(size) ?? Buffer.alloc(0)))
  return chunk('icns', Buffer.concat(parts))
}

function chunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}

const images = await draw()
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
for (const [size, image] of images) writeFileSync(join(folder, `${size}x${size}.png`), image)
writeFileSync(join(folder, 'icon.ico'), icoOf(images))
writeFileSync(join(folder, 'icon.icns'), icnsOf(images))
