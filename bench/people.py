"""Invented Colombians for the generated workspaces."""

GIVEN = ["Ana", "Andrés", "Ángela", "Camilo", "Catalina", "César", "Daniela", "Edison", "Héctor", "Íngrid",
         "José", "Luz Dary", "Martín", "Mónica", "Nicolás", "Óscar", "Paola", "Sofía", "Tomás", "Yuliana"]
FAMILY = ["Acevedo", "Álvarez", "Bermúdez", "Castaño", "Díaz", "Gómez", "Ibáñez", "López", "Muñoz", "Niño",
          "Ocampo", "Quiñones", "Ramírez", "Restrepo", "Ríos", "Suárez", "Tobón", "Vásquez", "Yepes", "Zea"]
NAMES = [f"{given} {family}" for given in GIVEN for family in FAMILY]
CITIES = ["Bogotá", "Medellín", "Cali", "Barranquilla", "Bucaramanga", "Ibagué", "Pereira", "Cúcuta", "Montería"]

# All before any day the benchmark can run on, so that no row's fate depends on the date.
CONSENTS = [f"{year}-{month:02d}-{day:02d}" for year in (2024, 2025) for month in range(1, 13) for day in (3, 14, 28)]


def numbers(random, count):
    """So many different Colombian mobile numbers, in random order."""
    return [f"573{tail:09d}" for tail in random.sample(range(10**9), count)]
