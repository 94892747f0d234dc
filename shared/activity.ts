import type { SystemInfo } from './contract/system.ts'

const stages = ['running', 'waiting', 'queued'] as const

/** `2 running · 1 waiting · 3 queued`, without zeros. */
export function activityText(info: Pick<SystemInfo, (typeof stages)[number]> | undefined): string {
  const parts = stages.flatMap((stage) => (info && info[stage] > 0 ? [`${info[stage]} ${stage}`] : []))
  return parts.length === 0 ? 'Idle' : parts.join(' · ')
}
