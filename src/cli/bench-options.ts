/** `--name=value` of the command line; undefined where it is not there. */
export function wordOption(name: string): string | undefined {
  return process.argv.find((argument) => argument.startsWith(`--${name}=`))?.replace(/^[^=]*=/, '');
}

export function numberOption(name: string, otherwise: number): number {
  return Number(wordOption(name) ?? otherwise);
}
