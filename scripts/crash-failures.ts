import { runWithFailures } from '../e2e/crash/points/failures.ts'
import { seeded } from '../e2e/crash/seeded.ts'

/** How often a write fails before it is done, how often after, and how often an answer is lost. */
const rate = 0.01

/** Lets writes, commits and answers fail, once for each seed. False: something was lost, done twice, or miscounted. */
export async function crashByFailures(seeds: number, tasks: number, seed: number): Promise<boolean> {
  const random = seeded(seed)
  let isClean = true
  for (let count = 0; count < seeds; count++) {
    const own = count === 0 ? seed : Math.floor(random() * 2 ** 31)
    const run = await runWithFailures({ seed: own, tasks, rate })
    process.stdout.write(`${JSON.stringify({ seed: own, tasks, ...run })}\n`)
    isClean &&= run.findings.length === 0
  }
  return isClean
}
