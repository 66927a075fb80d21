import { type Text, TextError } from "../model/text.ts";

/** `GET /networks answered 404`, for an error that goes on with nothing else. */
export function answered(request: string, status: number, said = ""): Text {
  return { en: `${request} answered ${status}${said}`, vi: `${request} trả lời ${status}${said}` };
}

/** A cloud said no, said nothing, or can't be asked; the text names the request or the file, never a secret. */
export class CloudApiError extends TextError {
  override name = "CloudApiError";
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;

  constructor(text: Text, options?: ErrorOptions & { status?: number }) {
    super(text, options);
    this.status = options?.status;
  }

  /** The cloud refused (4xx), and will when it is asked again. Anything else says nothing about what was asked. */
  get refused(): boolean {
    return this.status !== undefined && this.status >= 400 && this.status < 500;
  }
}
