import { host } from "../../host";

/** What something means, as the workbench tells it. */
export interface Explanation {
  title: string | null;
  detail: string | null;
  text: readonly string[];
  page: string | null;
}

/** What something means, to be shown beside the text. */
export function explanation({ title, detail, text, page }: Explanation): HTMLElement {
  const box = document.createElement("div");
  box.className = "cm-explanation";
  if (title !== null) {
    const head = box.appendChild(document.createElement("div"));
    head.className = "cm-explanation-head";
    head.appendChild(document.createElement("code")).textContent = title;
    if (detail !== null && detail !== "") head.appendChild(document.createElement("span")).textContent = detail;
  }
  for (const paragraph of text) box.appendChild(document.createElement("p")).textContent = paragraph;
  if (page !== null) box.appendChild(linkTo(page));
  return box;
}

/** The page, opened by the host where it can; else its address to be copied. */
function linkTo(page: string): HTMLElement {
  const open = host().native.openPage;
  if (open === undefined) {
    const address = document.createElement("p");
    address.className = "cm-explanation-address";
    address.textContent = page;
    return address;
  }
  const link = document.createElement("a");
  link.href = page;
  link.textContent = siteOf(page);
  link.rel = "noreferrer";
  link.title = page;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    open(page);
  });
  return link;
}

/** A page by the site that it is of. */
export function siteOf(page: string): string {
  if (page.includes("docs.jsonata.org")) return "JSONata documentation";
  return page.includes("docs.aws.amazon.com") ? "AWS documentation" : page;
}
