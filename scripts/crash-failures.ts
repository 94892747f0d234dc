import { playFailures } from '../e2e/crash/points/failures.ts'
import { seeded } from '../e2e/crash/seeded.ts'

/** How often a write fails before it is done, and as often after, and an answer is lost. */
const rate = 0.01

/** Lets writes, commits and answers fail by so many seeds. False: something was lost, done twice, or miscounted. */
export async function crashByFailures(seeds: number, tasks: number, seed: number): Promise<boolean> {
  const random = seeded(seed)
  let right = true
  for (let count = 0; count < seeds; count++) {
    const own = count === 0 ? seed : Math.floor(random() * 2 ** 31)
    const played = await playFailures({ seed: own, tasks, rate })
    process.stdout.write(`${JSON.stringify({ seed: own, tasks, ...played })}\n`)
    right &&= played.faults.length === 0
  }
  return right
}
