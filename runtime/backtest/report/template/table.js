"use strict";

// A table that sorts by a click on a heading, filters by its first column and grows by PAGE rows.
const PAGE = 100;

function numberText(value, decimals, sign) {
  return value.toLocaleString("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: sign ? "exceptZero" : "auto",
  });
}

function timeText(seconds, isIntraday) {
  return new Date(seconds * 1000).toISOString().slice(0, isIntraday ? 16 : 10).replace("T", " ");
}

function cellText(value, kind, moneyDecimals) {
  if (value === null) return "–";
  switch (kind) {
    case "text": return value;
    case "date": return timeText(value, false);
    case "time": return timeText(value, true);
    case "gain": return numberText(value * 100, 2, true) + " %";
    case "percent": return numberText(value * 100, 2, false) + " %";
    case "ratio": return numberText(value, 2, false);
    case "money": return numberText(value, moneyDecimals, true);
    case "cost": return numberText(value, moneyDecimals, false);
    default: return value.toLocaleString("en-US", { maximumFractionDigits: 8 });
  }
}

function compareCells(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  return typeof a === "string" ? a.localeCompare(b) : a - b;
}

function showTable(section, table, moneyDecimals, onPick) {
  const element = section.querySelector("table");
  const filter = section.querySelector("input");
  const caption = section.querySelector(".caption");
  const head = element.createTHead().insertRow();
  const body = element.createTBody();
  let sortedBy = -1;
  let descending = true;
  let limit = PAGE;

  table.columns.forEach((column, index) => {
    const heading = document.createElement("th");
    heading.scope = "col";
    heading.className = column.kind;
    heading.addEventListener("click", () => {
      descending = sortedBy === index ? !descending : column.kind !== "text";
      sortedBy = index;
      draw();
    });
    head.append(heading);
  });

  function matching() {
    const wanted = filter.value.trim().toLowerCase();
    const rows = table.rows.filter((row) => row[0].toLowerCase().includes(wanted));
    if (sortedBy < 0) return rows;
    const direction = descending ? -1 : 1;
    return rows.sort((a, b) => direction * compareCells(a[sortedBy], b[sortedBy]));
  }

  function draw() {
    const rows = matching();
    [...head.cells].forEach((heading, index) => {
      const mark = sortedBy === index ? (descending ? " ▾" : " ▴") : "";
      heading.textContent = table.columns[index].label + mark;
    });
    body.replaceChildren(...rows.slice(0, limit).map(drawRow));
    const shown = Math.min(limit, rows.length);
    const kept = table.rows.length < table.total
      ? ` (the newest ${table.rows.length.toLocaleString("en-US")} of ${table.total.toLocaleString("en-US")} are here)`
      : "";
    caption.textContent = `${shown.toLocaleString("en-US")} of ${rows.length.toLocaleString("en-US")} shown${kept} `;
    if (shown < rows.length) {
      const more = document.createElement("button");
      more.textContent = "Show more";
      more.addEventListener("click", () => { limit += 5 * PAGE; draw(); });
      caption.append(more);
    }
  }

  function drawRow(row) {
    const line = document.createElement("tr");
    row.forEach((value, index) => {
      const kind = table.columns[index].kind;
      const cell = line.insertCell();
      cell.textContent = cellText(value, kind, moneyDecimals);
      cell.className = kind;
      if ((kind === "gain" || kind === "money") && value) cell.className = value > 0 ? "gain" : "loss";
    });
    if (onPick(row, false)) {
      line.classList.add("link");
      line.title = "Show on the chart";
      line.addEventListener("click", () => onPick(row, true));
    }
    return line;
  }

  filter.addEventListener("input", () => { limit = PAGE; draw(); });
  draw();
}
