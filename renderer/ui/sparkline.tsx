type Point = { x: number; y: number }

const width = 400
const height = 56

/** A line over time, from nothing at the bottom to the largest value at the top. */
export function Sparkline({ points, label }: { points: Point[]; label: string }) {
  const first = points[0]?.x ?? 0
  const span = Math.max(1, (points.at(-1)?.x ?? 0) - first)
  const top = Math.max(...points.map(({ y }) => y), Number.MIN_VALUE)
  const at = ({ x, y }: Point) => `${(((x - first) / span) * width).toFixed(1)},${(height - (y / top) * (height - 4)).toFixed(1)}`
  const single = points.length === 1 && points[0] ? [points[0], { ...points[0], x: points[0].x + 1 }] : points
  const line = single.map(at).join(' ')
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className="h-14 w-full">
      <polygon points={`0,${height} ${line} ${width},${height}`} className="fill-run-bg" />
      <polyline points={line} vectorEffect="non-scaling-stroke" className="fill-none stroke-run stroke-[1.5]" />
    </svg>
  )
}
