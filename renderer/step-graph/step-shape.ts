import type { StepLink } from '../../shared/model/pipeline.ts'
import { plainBoxes, plainPort, type Shape, type Way } from '../graph/shape.ts'

/** A file that a step uses by its name, and that no step has written yet. */
export const fileKey = (file: string): string => `file\n${file}`
export const isFile = (key: string): boolean => key.startsWith('file\n')

const wayId = (from: string, to: string): string => JSON.stringify([from, to])

export function endsOfWay(id: string): { from: string; to: string } {
  const [from = '', to = ''] = JSON.parse(id) as string[]
  return { from, to }
}

/** Ways of files of several names between the same two are one line. */
export function shapeOf(names: string[], links: StepLink[]): Shape {
  const files = [...new Set(links.flatMap(({ from, file }) => (from === null && file !== null ? [fileKey(file)] : [])))]
  const ways = new Map<string, Way>()
  for (const { from, to, file } of links) {
    const source = from ?? fileKey(file ?? '')
    const id = wayId(source, to)
    const known = ways.get(id)
    const names = [known?.label, from === null ? null : file].filter((name) => name != null && name !== '')
    const label = names.length > 1 ? moreText(names.join(', ')) : (names[0] ?? '')
    ways.set(id, { id, from: source, port: plainPort, to, label, isTrouble: false })
  }
  const boxes = plainBoxes([...names, ...files], [...names, ...files])
  return { boxes, ways: [...ways.values()] }
}

const moreText = (text: string): string => (text.length > 24 ? `${text.slice(0, 22)}…` : text)
