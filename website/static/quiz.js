// Shows the explanation of the option that was chosen, and counts.
document.addEventListener("change", (event) => {
  const group = event.target.closest(".question");
  if (!group) return;
  for (const input of group.querySelectorAll("input")) {
    let why = input.closest("p").nextElementSibling;
    why.hidden = !input.checked;
  }
  const score = document.querySelector(".quiz-score");
  const chosen = [...document.querySelectorAll(".question input:checked")];
  const right = chosen.filter((input) =>
    input.closest("p").nextElementSibling.classList.contains("right"));
  score.textContent = `${right.length} right, ${chosen.length} of ${score.dataset.of} answered`;
});
