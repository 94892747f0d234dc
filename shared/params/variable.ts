/** The variable in which a program finds a parameter. */
export const variableOf = (name: string): string => `LOCALFLOW_PARAM_${name.toUpperCase()}`
