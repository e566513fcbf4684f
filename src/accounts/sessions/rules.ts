/** A session that began before the portal noted devices, or a browser that does not say what it is. */
export function deviceInWords(device: string): string {
  return device || 'Không rõ';
}
