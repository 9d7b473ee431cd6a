"""Addresses of participatory budgeting for residents, below /<language>/budjetti/."""

from django.urls import path

from .views import batches, candidates, own, propose, public, published, vote, vote_doors, vote_record

app_name = "budgeting"
urlpatterns = [
    path("", public.rounds, name="rounds"),
    path("kuitti/", own.receipt, name="receipt"),
    path("oma/", own.own, name="own"),
    path("oma/vastaa/", own.answer, name="own_answer"),
    path("oma/peru/", own.withdraw, name="own_withdraw"),
    path("oma/<str:token>/", own.own_by_link, name="own_by_link"),
    path("ehdotus/<str:reference>/", public.proposal, name="proposal"),
    path("kierros/<slug:code>/", public.one_round, name="round"),
    path("kierros/<slug:code>/saannot.json", public.rules, name="rules"),
    path("kierros/<slug:code>/tulos/", public.result, name="result"),
    path("kierros/<slug:code>/ehdota/", propose.propose, name="propose"),
    path("kierros/<slug:code>/kasittely/<int:number>/", batches.batch, name="batch"),
    path("kierros/<slug:code>/kasittely/<int:number>/kokous/", batches.meeting, name="meeting"),
    path("kierros/<slug:code>/vertaa/", candidates.candidates, name="candidates"),
    path("kierros/<slug:code>/vertaa/kartta.json", candidates.candidates_map, name="candidates_map"),
    path("kierros/<slug:code>/aanesta/", vote_doors.start, name="vote"),
    path("kierros/<slug:code>/aanesta/lippu/", vote.ballot, name="ballot"),
    path("kierros/<slug:code>/aanesta/kuitti/", vote.receipt, name="vote_receipt"),
    path("kierros/<slug:code>/aanesta/lopeta/", vote.leave, name="vote_leave"),
    path("kierros/<slug:code>/aanesta/paate/", vote_doors.kiosk, name="vote_kiosk"),
    path("kierros/<slug:code>/aanestys/", vote_record.record, name="vote_record"),
    path("kierros/<slug:code>/aanestys/luottamus/", vote_record.trust, name="vote_trust"),
    path("kierros/<slug:code>/aanestys/kuori/", vote_record.find, name="vote_find"),
    path("kierros/<slug:code>/aanestys/rules.json", vote_record.rules, name="vote_rules"),
    path("kierros/<slug:code>/aanestys/heads.jsonl", vote_record.heads, name="vote_heads"),
    path("kierros/<slug:code>/aanestys/hashes.txt", vote_record.hashes, name="vote_hashes"),
    path("kierros/<slug:code>/aanestys/tulos/", published.published, name="vote_published"),
    path("kierros/<slug:code>/aanestys/oma/", published.own, name="vote_own"),
    path("kierros/<slug:code>/aanestys/julkaisu/kaikki.zip", published.archive, name="vote_archive"),
    path("kierros/<slug:code>/aanestys/julkaisu/<str:name>", published.file, name="vote_file"),
    path("kierros/<slug:code>/raportti/", published.report, name="report"),
]
