// ipywidgets leaves the handle of a slider without a name, and that of a logarithmic one tells the
// exponent. A screen reader is to say what the eye reads: the label, and the number beside it.
(function tell(times) {
  for (const slider of document.querySelectorAll(".widget-slider:not(.told)")) {
    const handle = slider.querySelector("[role=slider]");
    const [label, number] = [".widget-label", ".widget-readout"].map((c) => slider.querySelector(c));
    if (!handle || !number || !number.textContent) continue;
    const say = () => handle.setAttribute("aria-valuetext", number.textContent);
    handle.setAttribute("aria-label", label.textContent);
    new MutationObserver(say).observe(number, { childList: true, characterData: true, subtree: true });
    slider.classList.add("told");
    say();
  }
  if (times) setTimeout(tell, 500, times - 1); // the sliders may be drawn after this has run
})(10);
