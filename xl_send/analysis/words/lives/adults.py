"""First names that colleagues have and few children: beside what is private they are of somebody at work."""

from __future__ import annotations

from xl_send.analysis.words.given_names import GIVEN_NAMES

# Source: the most frequent names of births in England and Wales in 1954 to 1994 (Office for National Statistics), with
# their short forms and those of families that came later. Those that are months or words of the trade are left out.
_OF_ADULTS = frozenset({
    "Adrian", "Aileen", "Alan", "Alastair", "Alexandra", "Alison", "Allan", "Alun", "Amanda", "Amit", "Andrea",
    "Andrew", "Andy", "Angela", "Angie", "Anita", "Ann", "Anne", "Annette", "Anthony", "Antonia", "Anwen", "Arun",
    "Ashley", "Audrey", "Barbara", "Barry", "Becky", "Bernadette", "Bernard", "Bernie", "Beryl", "Bethan", "Bev",
    "Beverley", "Brenda", "Brian", "Bridget", "Bronwen", "Bruce", "Carl", "Carla", "Carly", "Carol", "Carole",
    "Caroline", "Carolyn", "Catherine", "Cath", "Cathy", "Ceri", "Chantelle", "Charlene", "Cheryl", "Chinedu",
    "Chris", "Chrissie", "Christina", "Christine", "Christopher", "Claire", "Clare", "Clive", "Colette", "Colin",
    "Craig", "Damian", "Damien", "Danielle", "Darren", "Dave", "Dawn", "Deb", "Debbie", "Deborah", "Debra", "Deepak",
    "Denise", "Dennis", "Derek", "Diana", "Diane", "Donna", "Doreen", "Dorothy", "Doug", "Duncan", "Eileen", "Elaine",
    "Elizabeth", "Eric", "Eve", "Fiona", "Frances", "Frank", "Fred", "Gail", "Gareth", "Garry", "Gary", "Gavin",
    "Gaynor", "Geoff", "Geoffrey", "Geraldine", "Gerry", "Gillian", "Gill", "Gemma", "Glen", "Glenda", "Gordon",
    "Graeme", "Graham", "Greg", "Gwen", "Hayley", "Hazel", "Heather", "Helen", "Helena", "Hilary", "Howard", "Huw",
    "Iain", "Ian", "Imran", "Irene", "Jacqueline", "Jacqui", "Jackie", "Jan", "Jane", "Janet", "Janice", "Janine",
    "Jasvinder", "Jayne", "Jean", "Jeanette", "Jeff", "Jen", "Jennifer", "Jenny", "Jeremy", "Jill", "Jim", "Jo",
    "Joan", "Joanna", "Joanne", "Jodie", "Johanna", "John", "Jon", "Joyce", "Judith", "Judy", "Julia", "Julian",
    "Julie", "June", "Justin", "Karen", "Karl", "Kate", "Kath", "Katherine", "Kathleen", "Kathryn", "Kathy", "Kay",
    "Keith", "Kelly", "Ken", "Kenneth", "Kerry", "Kevin", "Kim", "Kirsten", "Kirsty", "Kuldip", "Laura", "Leanne",
    "Lee", "Lesley", "Leslie", "Lianne", "Linda", "Lindsay", "Lindsey", "Lisa", "Liz", "Lorna", "Lorraine", "Louise",
    "Lyn", "Lynda", "Lynn", "Lynne", "Maggie", "Malcolm", "Mandy", "Marcus", "Margaret", "Marian", "Marie", "Marilyn",
    "Marion", "Mark", "Martin", "Martyn", "Mary", "Matt", "Maureen", "Maxine", "Mel", "Melanie", "Melissa", "Michaela",
    "Michelle", "Mick", "Mike", "Mohan", "Moira", "Mohammad", "Monica", "Nadine", "Naomi", "Nasreen", "Natalie",
    "Natasha", "Neil", "Nick", "Nicholas", "Nicky", "Nicola", "Nigel", "Nina", "Nora", "Norman", "Olga", "Pam",
    "Pamela", "Pat", "Patricia", "Patrick", "Paul", "Paula", "Pauline", "Penny", "Pete", "Peter", "Phil", "Philip",
    "Philippa", "Phillip", "Pippa", "Rachael", "Rachel", "Rajesh", "Ravi", "Ray", "Raymond", "Rhian", "Richard",
    "Rita", "Rob", "Robert", "Roger", "Ron", "Ros", "Rosemary", "Ross", "Roy", "Russell", "Ruth", "Sally", "Sandra",
    "Sandy", "Sanjeev", "Scott", "Sean", "Shabana", "Sharon", "Shaun", "Sheila", "Shelley", "Shirley", "Simon",
    "Sonia", "Stacey", "Stella", "Stephanie", "Stephen", "Steve", "Steven", "Stuart", "Sue", "Sunita", "Susan",
    "Suzanne", "Sylvia", "Tanya", "Tara", "Ted", "Teresa", "Terry", "Theresa", "Tim", "Timothy", "Tina", "Tony",
    "Tracey", "Tracy", "Trevor", "Trish", "Ursula", "Val", "Valerie", "Vanessa", "Vera", "Vicky", "Victoria",
    "Vincent", "Vivien", "Wayne", "Wendy", "Yvette", "Yvonne", "Anil", "Nisha", "Sangeeta", "Mandeep", "Baljit",
    "Dean", "Ayse", "Grazyna", "Malgorzata", "Magda", "Monika", "Ewa", "Krzysztof", "Pawel", "Chinwe", "Ama",
    "Kwesi", "Yetunde", "Funmi", "Shahid", "Tahir", "Nazia", "Saima", "Farzana", "Rukhsana", "Shazia", "Rizwan",
})  # fmt: skip
FIRST_NAMES = (_OF_ADULTS | GIVEN_NAMES) - {"June"}
