import { Chip } from '../../ui/chip.tsx'
import { words } from './words.ts'

/** Weeks start on Monday. */
const order = [1, 2, 3, 4, 5, 6, 0]

export function Days({ days, label, onChange }: { days: number[]; label: string; onChange(days: number[]): void }) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1">
      {order.map((day) => (
        <Chip
          key={day}
          on={days.includes(day)}
          onClick={() => onChange(days.includes(day) ? days.filter((other) => other !== day) : [...days, day].sort())}
        >
          <span aria-hidden="true">{words.dayNames[day]?.slice(0, 3)}</span>
          <span className="sr-only">{words.dayNames[day]}</span>
        </Chip>
      ))}
    </div>
  )
}
