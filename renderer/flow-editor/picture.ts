import { Position } from '@xyflow/react'
import { firstLine } from '../flow-graph/first-line.ts'
import { cardLabel, isCard } from '../flow-graph/flow-shape.ts'
import { kindWord } from '../flow-graph/looks.ts'
import { routeOf } from '../graph/line-view.tsx'
import { type Point, portPoint, type Size } from '../graph/shape.ts'
import { toast, toastError } from '../ui/toasts.tsx'
import { type CanvasState, graphOf } from './canvas-state.ts'
import { keyOf } from './gestures.ts'
import type { View } from './use-view.ts'
import { words } from './words.ts'

const margin = 24
const charWidth = { title: 7.2, small: 6, mono: 6.7 }

type Box = Point & Size & { id: string }

/** The drawing as an SVG text: all of it, whatever is in view. */
export function pictureOf(state: CanvasState, view: View): { svg: string } & Size {
  const boxes = view.flow.getNodes().flatMap(({ id }): Box[] => {
    const box = view.boxOf(id)
    return box ? [{ id, ...box }] : []
  })
  const lines = linesOf(view)
  const corners = [
    ...boxes.flatMap(({ x, y, width, height }) => [
      { x, y },
      { x: x + width, y: y + height },
    ]),
    ...lines.flatMap(({ path }) => pointsOf(path)),
  ]
  const { left, top, width, height } = boundsOf(corners)
  const body = [...lines.map(({ svg }) => svg), ...boxes.map((box) => boxSvg(state, box))].join('\n')
  const font = 'system-ui, sans-serif'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}" font-family="${font}">
<defs><marker id="to" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10z" fill="${color('mark')}"/></marker></defs>
<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${color('sunken')}"/>
${body}
</svg>`
  return { svg, width, height }
}

/** A wire may lead around all boxes. */
const pointsOf = (path: string): Point[] =>
  [...path.matchAll(/(-?[\d.]+)[ ,](-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }))

/** One by one: a large flow has more points than a call has arguments. */
function boundsOf(points: readonly Point[]) {
  const [first] = points
  const bounds = { left: first?.x ?? 0, top: first?.y ?? 0, right: first?.x ?? 0, bottom: first?.y ?? 0 }
  for (const { x, y } of points) {
    bounds.left = Math.min(bounds.left, x)
    bounds.top = Math.min(bounds.top, y)
    bounds.right = Math.max(bounds.right, x)
    bounds.bottom = Math.max(bounds.bottom, y)
  }
  const [left, top] = [bounds.left - margin, bounds.top - margin]
  return { left, top, width: bounds.right + margin - left, height: bounds.bottom + margin - top }
}

const color = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

/** What may not stand in a text of SVG. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function textSvg(
  text: string,
  { x, y }: Point,
  room: number,
  look: { size: number; char: number; ink: string; extra?: string },
): string {
  const most = Math.max(1, Math.floor(room / look.char))
  const short = text.length > most ? `${text.slice(0, most - 1)}…` : text
  return `<text x="${x}" y="${y}" font-size="${look.size}" fill="${look.ink}" ${look.extra ?? ''}>${escaped(short)}</text>`
}

function boxSvg(state: CanvasState, { id, x, y, width, height }: Box): string {
  const rect = (radius: number, fill: string): string =>
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" stroke="${color('rule-2')}"/>`
  const room = width - 20
  const small = { size: 11, char: charWidth.small, ink: color('ink-2') }
  if (isCard(id)) {
    const sheet = state.sheets.find((each) => each.id === id)
    if (sheet) return rect(4, color('warn-bg')) + textSvg(sheet.text, { x: x + 8, y: y + 18 }, room, small)
    const text = cardLabel(id, Object.keys(state.definition.params ?? {}))
    return (
      rect(14, color('bg')) + textSvg(text, { x: x + width / 2, y: y + 18 }, room, { ...small, extra: 'text-anchor="middle"' })
    )
  }
  const node = graphOf(state.definition, id)?.nodes[keyOf(id)]
  if (!node) return ''
  const line = state.opened.has(id) ? null : firstLine(node)
  return [
    rect(6, state.opened.has(id) ? 'none' : color('surface')),
    textSvg(node.title ?? keyOf(id), { x: x + 10, y: y + 20 }, room, {
      size: 13,
      char: charWidth.title,
      ink: color('ink'),
      extra: 'font-weight="600"',
    }),
    textSvg(kindWord(node), { x: x + 10, y: y + 36 }, room, small),
    line === null
      ? ''
      : textSvg(line, { x: x + 10, y: y + 53 }, room, { ...small, char: charWidth.mono, extra: 'font-family="monospace"' }),
  ].join('')
}

function linesOf(view: View): { path: string; svg: string }[] {
  return view.flow.getEdges().flatMap((edge) => {
    const way = (edge.data as { way?: Parameters<typeof routeOf>[0] } | undefined)?.way
    const [from, to] = [view.boxOf(edge.source), view.boxOf(edge.target)]
    const node = view.flow.getNode(edge.source)
    const port = node?.type === 'box' ? node.data.ports.find(({ id }) => id === edge.sourceHandle) : undefined
    if (!way || !from || !to || !port) return []
    const start = portPoint(port, from)
    const { path, middle } = routeOf(way, {
      sourceX: from.x + start.x,
      sourceY: from.y + start.y,
      targetX: to.x + to.width / 2,
      targetY: to.y,
      sourcePosition: port.side === 'bottom' ? Position.Bottom : Position.Right,
      targetPosition: Position.Top,
    })
    const dash = way.isTrouble ? ' stroke-dasharray="4 3"' : ''
    const line = `<path d="${path}" fill="none" stroke="${color('mark')}" stroke-width="1.5"${dash} marker-end="url(#to)"/>`
    const look = { size: 11, char: charWidth.small, ink: color('ink-2'), extra: 'text-anchor="middle"' }
    const label = way.label === '' ? '' : textSvg(way.label, { x: middle.x, y: middle.y + 4 }, 400, look)
    return [{ path, svg: line + label }]
  })
}

/** Larger than this, no browser makes a picture of points. */
const mostPoints = 8_192

export async function copyPicture(state: CanvasState, view: View, as: 'png' | 'svg'): Promise<void> {
  try {
    const picture = pictureOf(state, view)
    if (as === 'svg') await navigator.clipboard.writeText(picture.svg)
    else await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(picture) })])
    toast(words.copiedPicture)
  } catch (error) {
    toastError(words.notCopied, error)
  }
}

async function pngOf({ svg, width, height }: { svg: string } & Size): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const scale = Math.min(2, mostPoints / width, mostPoints / height)
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width * scale)
  canvas.height = Math.ceil(height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error())), 'image/png')
  })
}
