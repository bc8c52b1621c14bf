/** A visit's name with the iterations of the Maps around it, from 0 as AWS counts them: `Print label #4`. */
export function visitName(visit: { name: string; iteration: readonly number[] }): string {
  return visit.name + iterationSuffix(visit.iteration);
}

export const iterationSuffix = (iteration: readonly number[]): string => (iteration.length === 0 ? "" : ` #${iteration.join(".")}`);
