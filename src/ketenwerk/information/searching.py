"""Looking for a word in everything there is to read.

What somebody looks for is told by the address of an ordinary search page: in the history, to the provider, on the next
screen. So the question travels in the body of a request, and the page has no address for its answers.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ketenwerk.country.speech import language
from ketenwerk.foundation.pages import same_for_everybody
from ketenwerk.information.documents import index_on
from ketenwerk.information.search import asked_for, words_of
from ketenwerk.organisations.doors import public


@public
@csrf_exempt  # it changes nothing and keeps nothing; without a token there is no cookie
@same_for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "information/search.html")
    answer = _found(request, asked_for(request.POST.get("q", "")))
    add_never_cache_headers(answer)
    answer["Cache-Control"] = "no-store"
    return answer


def _found(request: HttpRequest, question: str) -> HttpResponse:
    index = index_on(timezone.localdate(), language())
    context = {
        "question": question,
        "asked": bool(words_of(question)),
        "empty": not words_of(question),
        "hits": index.find(question),
    }
    return render(request, "information/search.html", context)
